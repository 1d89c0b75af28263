import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The item of the table `runtime` with the public keys (JWKS) of a deployed stage `local`, where no issuer is served. */
const JWKS_KEY = { pk: 'jwks', sk: 'jwks' };

/** The keys as JSON text; those of nobody when none were put. Rejects when the table cannot be read. */
export async function readLocalKeys(client: DynamoDBDocumentClient, table: string): Promise<string> {
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: JWKS_KEY, ConsistentRead: true }),
  );
  return typeof Item?.['jwks'] === 'string' ? Item['jwks'] : '{"keys":[]}';
}

/** Puts the keys that tokens of the stage `local` are signed with; public ones, of course. */
export async function putLocalKeys(
  client: DynamoDBDocumentClient,
  table: string,
  jwks: { keys: object[] },
): Promise<void> {
  await client.send(new PutCommand({ TableName: table, Item: { ...JWKS_KEY, jwks: JSON.stringify(jwks) } }));
}
