/** Ends what `setup.ts` started; the stage stays deployed, to be looked at. */
export default async function tearDown(): Promise<void> {
  await globalThis.surroundings?.poller.stop();
  await globalThis.surroundings?.broker.stop();
}
