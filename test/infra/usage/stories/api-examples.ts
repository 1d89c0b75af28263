import { DOCUMENTED } from '../../../support/api-document.ts';
import { sendExample } from '../../../support/api-examples.ts';
import { seedApi } from '../../../support/api-seed-all.ts';
import { fillIn } from '../../../support/api-seed.ts';
import type { Story } from '../story.ts';

/**
 * Every example of docs/openapi.json, one after the other: some are refused, because others have changed what they speak of.
 */
export const apiExamples: Story = {
  about: [
    'caller-lines',
    'emails',
    'erasures',
    'health',
    'inbound-mails',
    'outbox',
    'parked-records',
    'phone-calls',
    'suppressions',
    'switches',
    'therapists',
    'unknown-route',
    'work-items',
  ],
  async tell(world, api) {
    const ids = await seedApi(world);
    for (const operation of DOCUMENTED) {
      for (const [number, example] of operation.examples.entries()) {
        const key = `${operation.id}-${number}`;
        const { status } = await sendExample(api, operation, fillIn(example, ids), { key });
        if (status >= 500) throw new Error(`${operation.id}: ${status}`);
      }
    }
    await api.get('/nowhere');
  },
};
