import type { RenderedEmail } from '../ports.ts';
import type { EmailResponse } from '../stores/emails.ts';
import type { Instant } from '../time.ts';
import type { EmailWithEntries } from './email.ts';
import type { WrittenContent } from './written-content.ts';

/** An email as people look at it: with what was written, sent and answered, as far as they may see that. */
export interface EmailResource extends EmailWithEntries {
  /** From when on the therapist may be written to again; absent when that is now. */
  nextContactAt?: Instant;
  /** What only those see who may read content. */
  content?: EmailContents;
}

export interface EmailContents {
  /** What a client wrote. */
  written?: WrittenContent | undefined;
  /** As sent or as it would be sent now; absent when that cannot be told. */
  body?: RenderedEmail | undefined;
  response?: EmailResponse | undefined;
}
