import { expect, it } from '@jest/globals';
import { messageIdOf } from '../../../shared/out/ses-message-id.ts';

// As SES writes them into the mails of public mailing lists, beside a Feedback-ID that names the region.
it.each([
  ['0107017ce98a0475-51969def-7325-480d-9c69-e8c1f187a370-000000', 'eu-central-1', 'eu-central-1'],
  ['0102018af4b7a9d2-1c0c5a4e-9b1d-4f0a-8d8e-3a3c0f1a2b3c-000000', 'eu-west-1', 'eu-west-1'],
  ['0100017d41d36138-496e8b33-5be4-4f63-9316-3e7be15c2fe2-000000', 'us-east-1', 'email'],
])('the Message-ID of what SES called %s in %s is of the domain %s.amazonses.com', (id, region, host) => {
  expect(messageIdOf(id, region)).toBe(`<${id}@${host}.amazonses.com>`);
});
