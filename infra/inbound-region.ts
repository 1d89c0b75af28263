import { InvalidStage, type Settings } from './settings.ts';

/**
 * Mail is received where the stage is: SES calls functions of its own region only (docs/decisions/0032).
 *
 * @throws InvalidStage when INBOUND_REGION names another one
 */
export function receivesHere({ region }: { region: string }, settings: Settings): true {
  const inboundRegion = settings('INBOUND_REGION') ?? region;
  if (inboundRegion === region) return true;
  throw new InvalidStage(
    `INBOUND_REGION is ${inboundRegion}, but the stage is in ${region}: SES calls functions of its own region only; ` +
      'leave it away, or move the stage to a region in which SES receives mail',
  );
}
