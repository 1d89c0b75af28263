import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dispositionOf, type Arrival } from '../../../../shared/domain/inbound/disposition.ts';
import { MATCHED_BY } from '../../../../shared/domain/inbound/inbound-mail.ts';
import type { InboundKind } from '../../../../shared/domain/inbound/mail-meaning.ts';

const WRITTEN: InboundKind[] = ['reply', 'forward', 'stop_request', 'unknown'];
const KINDS: InboundKind[] = [...WRITTEN, 'automatic_reply', 'bounce', 'complaint', 'receipt'];

const arrivals: fc.Arbitrary<Arrival> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    named: fc.constantFrom('a@praxis.example', 'b@praxis.example', undefined),
    unreadable: fc.boolean(),
    erasureWish: fc.boolean(),
    trust: fc.constantFrom('refused' as const, 'doubtful' as const, 'proven' as const),
    match: fc.oneof(
      fc.record({ matchedBy: fc.constantFrom(...MATCHED_BY), recipient: fc.constant('a@praxis.example') }),
      fc.constantFrom('contradiction' as const, 'nothing' as const),
    ),
    isStopped: fc.boolean(),
    concernsNobody: fc.boolean(),
  })
  .map(({ kind, named, unreadable, erasureWish, ...arrival }) => {
    const returned = named === undefined ? {} : { recipient: named };
    return {
      ...arrival,
      meaning: {
        kind,
        unreadable,
        ...(erasureWish && { erasureWish: true as const }),
        ...(kind === 'bounce' && { bounce: { ...returned, permanent: true } }),
        ...(kind === 'complaint' && { complaint: returned }),
      },
    };
  });

describe('what becomes of a mail', () => {
  it('is a reason for people whenever it is left to them, and only then', () => {
    fc.assert(
      fc.property(arrivals, (arrival) => {
        const { status, triageReason } = dispositionOf(arrival);
        expect(triageReason !== undefined).toBe(status === 'triage');
      }),
      { numRuns: 3_000 },
    );
  });

  it('is never settled without people when a person may have written it', () => {
    fc.assert(
      fc.property(arrivals, (arrival) => {
        const { kind, erasureWish } = arrival.meaning;
        if (!WRITTEN.includes(kind) || (arrival.isStopped && !erasureWish)) return;
        if (arrival.concernsNobody && !erasureWish) return;
        expect(dispositionOf(arrival).status).not.toBe('recorded');
      }),
      { numRuns: 3_000 },
    );
  });

  it('is settled without people when those whom its email was about were erased, and its sender wants nothing for himself', () => {
    const answer = {
      trust: 'proven',
      match: { matchedBy: 'token', recipient: 'a@praxis.example' },
      isStopped: false,
      concernsNobody: true,
    } as const;
    const meaning = { kind: 'reply', unreadable: false } as const;
    expect(dispositionOf({ ...answer, meaning })).toEqual({ status: 'recorded' });
    for (const wish of [{ stop: 'words' }, { pauseUntil: '2027-02-01' }, { erasureWish: true }] as const)
      expect(dispositionOf({ ...answer, meaning: { ...meaning, ...wish } })).toEqual({ status: 'matched' });
  });

  it('is people’s affair when SES refuses it or its hints contradict each other, whatever it is', () => {
    fc.assert(
      fc.property(arrivals, (arrival) => {
        if (arrival.trust !== 'refused' && arrival.match !== 'contradiction') return;
        expect(dispositionOf(arrival).status).toBe('triage');
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes an address away only by a report that has the mail and names nobody else', () => {
    fc.assert(
      fc.property(arrivals, (arrival) => {
        const { bounce, complaint } = arrival.meaning;
        const report = bounce ?? complaint;
        if (!report || arrival.isStopped || dispositionOf(arrival).status !== 'recorded') return;
        const { match } = arrival;
        expect(match).toMatchObject({ matchedBy: expect.stringMatching(/^(token|message_id)$/) });
        expect(['a@praxis.example', undefined]).toContain(report.recipient);
      }),
      { numRuns: 3_000 },
    );
  });
});
