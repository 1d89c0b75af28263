import { z } from 'zod';
import { createGateway } from '../../../local/http/gateway.ts';
import { operation, SCOPES, type Scope } from '../../../shared/contracts/http/operation.ts';
import { ok } from '../../../shared/domain/result.ts';
import { createApi, type ApiRuntime } from '../../../shared/http/api.ts';
import { handle, type Answer, type ApiRequest } from '../../../shared/http/exchange.ts';
import { createApiClient } from '../../support/api-client.ts';

const boxId = z.string().regex(/^bx_[0-9]+$/);
const box = z.strictObject({ id: boxId, label: z.string() });
const newBox = z.strictObject({
  label: z.string().max(20),
  sizes: z.array(z.int().positive()).default([]),
  marks: z.record(z.string(), z.number()).default({}),
});
const nothing = z.strictObject({});
const byId = z.strictObject({ box_id: boxId });
const common = { summary: '', problems: [], examples: [{ summary: '', status: 200 }] } as const;

const list = operation({
  ...common,
  id: 'listBoxes',
  method: 'GET',
  path: '/api/boxes',
  access: ['email.read'],
  params: nothing,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  success: {
    status: 200,
    description: '',
    schema: z.strictObject({ items: z.array(box) }),
    alternatives: ['text/calendar'],
  },
});
const create = operation({
  ...common,
  id: 'createBox',
  method: 'POST',
  path: '/api/boxes',
  access: ['email.write', 'email.content'],
  params: nothing,
  query: nothing,
  body: newBox,
  success: { status: 201, description: '', schema: box },
});
const change = operation({
  ...common,
  id: 'changeBox',
  method: 'PUT',
  path: '/api/boxes/{box_id}',
  access: ['email.write'],
  params: byId,
  query: nothing,
  body: newBox,
  success: { status: 200, description: '', schema: box },
});
const remove = operation({
  ...common,
  id: 'deleteBox',
  method: 'DELETE',
  path: '/api/boxes/{box_id}',
  access: ['email.write'],
  params: byId,
  query: nothing,
  success: { status: 204, description: '' },
});

interface ToyOptions {
  stage?: string;
  answer?: (request: AnyRequest) => Promise<Answer>;
  /** Whether nobody says how callers are known. */
  anonymous?: boolean;
}

export type AnyRequest = ApiRequest<unknown, unknown, unknown>;
export const BOX = { id: 'bx_1', label: 'small' };

/**
 * An API of four operations on boxes that do nothing but to answer. A token is its caller and the scopes, joined by `~`.
 */
export function openToyApi(options: ToyOptions = {}) {
  const requests: AnyRequest[] = [];
  const logged: unknown[] = [];
  const answering = (usual: Answer) => (request: AnyRequest) => {
    requests.push(request);
    return options.answer?.(request) ?? Promise.resolve(usual);
  };
  const operations = [
    handle(list, answering(ok({ body: { items: [BOX] } }))),
    handle(create, answering(ok({ body: BOX, version: 1, location: '/api/boxes/bx_1' }))),
    handle(change, answering(ok({ body: BOX, version: 8 }))),
    handle(remove, answering(ok({}))),
  ];
  const runtime: ApiRuntime = {
    config: { STAGE: options.stage ?? 'local', CORS_ORIGINS: ['https://staff.example'] },
    logger: { error: (...line: unknown[]) => void logged.push(line) },
    ...(!options.anonymous && { identification: { checkToken, key: 'a-key-that-only-the-tests-know-0000' } }),
  };
  const api = createApi(runtime, operations);
  const paths = ['/api/boxes', '/api/boxes/{box_id}', '/{proxy+}'];
  const respond = createGateway({
    routes: paths.map((path) => ({ method: 'ANY', path, functionName: 'api' })),
    invoke: (_name, event) => api(event, {} as never),
    now: () => '2026-11-23T08:00:00.000Z',
  });
  const tokenFor = (scopes: readonly Scope[] = SCOPES, subject = 'staff-1') =>
    Promise.resolve([subject, ...scopes].join('~'));
  return { ...createApiClient(respond, tokenFor), requests, logged };
}

function checkToken(token: string) {
  const [subject = '', ...words] = token.split('~');
  const scopes = new Set(SCOPES.filter((scope) => words.includes(scope)));
  return Promise.resolve(subject.startsWith('staff') ? { subject, scopes } : undefined);
}
