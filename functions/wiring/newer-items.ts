import type { NewerItem } from '../../shared/domain/newer-item.ts';
import type { Runtime } from '../../shared/platform/runtime.ts';

/** Counts and logs what was left to the newer release that wrote it, by what it is and its id. */
export function reportNewerItem({ logger, metrics }: Pick<Runtime, 'logger' | 'metrics'>) {
  return ({ item, code }: NewerItem): void => {
    metrics.count('newer_items');
    logger.error('left to a newer release', { item, code });
  };
}
