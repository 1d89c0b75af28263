/** What the service tells of itself, to everybody. */
import { z } from 'zod';
import { operation } from './operation.ts';

const nothing = z.strictObject({});

export const readHealth = operation({
  id: 'readHealth',
  method: 'GET',
  path: '/api/health',
  summary: 'Tells whether the functions of this deployment start.',
  description: 'They do with a valid configuration only. Nothing else is asked.',
  access: 'public',
  params: nothing,
  query: nothing,
  success: {
    status: 200,
    description: 'They start.',
    schema: z.strictObject({ status: z.literal('ok'), stage: z.string() }),
  },
  problems: [],
  examples: [{ summary: 'A service that runs', status: 200 }],
});

export const readOpenApi = operation({
  id: 'readOpenApi',
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'Reads this document.',
  access: 'public',
  params: nothing,
  query: nothing,
  success: {
    status: 200,
    description: 'The OpenAPI document of the API.',
    schema: z.looseObject({ openapi: z.string() }),
  },
  problems: [],
  examples: [{ summary: 'The document', status: 200 }],
});

export const SERVICE_OPERATIONS = [readHealth, readOpenApi] as const;
