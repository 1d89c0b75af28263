/**
 * The `Message-ID` that a mail got from SES, whatever it was sent with: SES's own id at the domain of the region, which
 * is `email` in place of the name for the first of them.
 * https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
 *
 * @param sesMessageId what `SendRawEmail` answered
 * @param region AWS region that sent it, e.g. `eu-central-1`
 */
export function messageIdOf(sesMessageId: string, region: string): string {
  return `<${sesMessageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`;
}
