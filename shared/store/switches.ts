import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SwitchSet } from '../domain/email/switches.ts';
import type { Switches } from '../domain/stores/sending.ts';
import { fromAttributes, putVersioned, toWrite } from './items.ts';

const KEY = { pk: 'switches', sk: 'switches' };

/** The switches of the table `runtime`: one item, since every mail needs all of them. */
export function createSwitches(client: DynamoDBDocumentClient, table: string): Switches {
  return {
    async getSwitches() {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: KEY, ConsistentRead: true }),
      );
      return Item ? fromAttributes<SwitchSet>(Item) : { items: [], version: 0 };
    },

    saveSwitches: (switches) => toWrite('switches', putVersioned(table, KEY, switches)),
  };
}
