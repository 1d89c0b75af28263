import type { Instant } from '../time.ts';
import type { WorkItem, WorkItemKind, WorkItemReason, WorkItemStatus } from '../work-item.ts';
import type { Page } from './queries.ts';
import type { Write } from './unit-of-work.ts';

export interface WorkItems {
  getWorkItem(id: string): Promise<WorkItem | undefined>;
  saveWorkItem(item: WorkItem): Write;
  /** Ids of a therapist's work items, oldest first, as hints. */
  workItemsOfTherapist(therapistId: number, limit: number, next?: string): Promise<Page<string>>;
}

/** Which work items a list holds. */
export interface WorkItemFilter {
  status: WorkItemStatus;
  therapistId?: number | undefined;
  kind?: WorkItemKind | undefined;
  reason?: WorkItemReason | undefined;
  /** Due before this instant. */
  dueTo?: Instant | undefined;
}

export interface WorkItemLists {
  /**
   * Work items: open ones by due date, earliest first; done ones by when they were done, latest first. Work per page is
   * bounded: of a rare kind a page may hold fewer than `limit`, or none, and still have a `next`.
   */
  listWorkItems(
    filter: WorkItemFilter,
    page: { limit: number; next?: string | undefined },
  ): Promise<Page<WorkItem>>;
}
