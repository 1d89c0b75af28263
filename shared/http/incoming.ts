import type { APIGatewayProxyEvent } from 'aws-lambda';

/** What API Gateway hands over of a request, by one name each. */
export interface Incoming {
  requestId: string;
  /** Upper case. */
  method: string;
  /** The path of the API's resource, with its parameters in braces. */
  resource: string;
  params: Record<string, string>;
  query: Record<string, string[]>;
  body: Uint8Array;
  /** A header by its name in lower case; several lines of it are one list (RFC 9110, section 5.3). */
  header(name: string): string | undefined;
}

/**
 * Reads the event of a Lambda proxy integration.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function readIncoming(event: APIGatewayProxyEvent): Incoming {
  const headers = readHeaders(event);
  return {
    requestId: event.requestContext.requestId,
    method: event.httpMethod.toUpperCase(),
    resource: event.resource,
    params: fieldsOf(event.pathParameters),
    query: fieldsOf(event.multiValueQueryStringParameters),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    header: (name) => headers.get(name),
  };
}

function readHeaders({ multiValueHeaders }: APIGatewayProxyEvent): Map<string, string> {
  const lines = Object.entries(multiValueHeaders);
  return new Map(lines.map(([name, values = []]) => [name.toLowerCase(), values.join(', ')]));
}

/** Null where nothing is given; never undefined inside, whatever the types say. */
function fieldsOf<T>(fields: Record<string, T | undefined> | null): Record<string, T> {
  return (fields ?? {}) as Record<string, T>;
}
