import { createHash } from 'node:crypto';
import { SHARDS } from '../domain/stores/queries.ts';

/** Shard of an id, evenly spread and for ever the same while the number of shards stays. */
export function shardOf(id: string | number): number {
  return createHash('sha256').update(String(id)).digest().readUInt32BE(0) % SHARDS;
}

/** Partition of a work index: what is to be done, and in which shard. */
export function workKey(lane: string, shard: number): string {
  return `${lane}#${shard}`;
}
