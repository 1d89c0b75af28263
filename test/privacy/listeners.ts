import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { jest } from '@jest/globals';
import type { Ears } from './channels.ts';

/** Listens to what this process prints, until the returned function is called. CloudWatch takes lines with `_aws` as metrics. */
export function listenToOutput({ hear }: Ears): () => void {
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      for (const line of String(text).split('\n'))
        if (line !== '') hear(line.includes('"_aws"') ? 'metrics' : 'log lines', line);
      return true;
    }),
  );
  return () => spies.forEach((spy) => spy.mockRestore());
}

/** Listens to method, URL and headers of every request that this process sends, until the returned function is called. */
export function listenToRequests({ hear }: Ears): () => void {
  const note = (...parts: unknown[]) => hear('requests’ URLs and headers', parts);
  const listeners: Record<string, (message: unknown) => void> = {
    'http.client.request.start': (message) => {
      const { request } = message as { request: ClientRequest };
      note(request.method, request.path, request.getHeaders());
    },
    'undici:request:create': (message) => {
      const { request } = message as { request: { method: string; path: string; headers: unknown } };
      note(request.method, request.path, request.headers);
    },
  };
  for (const [name, listener] of Object.entries(listeners)) subscribe(name, listener);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) unsubscribe(name, listener);
  };
}
