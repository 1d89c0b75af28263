import { describe, expect, it } from '@jest/globals';
import { chooseLanguage, chooseMediaType } from '../../../shared/http/negotiation.ts';

const OFFERED = ['application/json', 'text/calendar'] as const;

describe('the format of an answer', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['text/*', 'text/calendar'],
    ['text/calendar', 'text/calendar'],
    ['Text/Calendar;charset=utf-8', 'text/calendar'],
    ['text/html, */*;q=0.1', 'application/json'],
    ['application/json;q=0.5, text/calendar;q=0.9', 'text/calendar'],
    ['*/*, application/json;q=0', 'text/calendar'],
    ['text/calendar, */*', 'text/calendar'],
    ['*/*, text/calendar;q=0.9', 'application/json'],
    ['text/calendar, application/json', 'application/json'],
    ['text/html', undefined],
    ['application/json;q=0', undefined],
    ['json', undefined],
    ['application/json;q=2', undefined],
    [',,;;', undefined],
  ])('for %j is %s', (accept, type) => {
    expect(chooseMediaType(accept, OFFERED)).toBe(type);
  });
});

describe('the language of a title', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['DE-at', 'de'],
    ['de;q=0.5, en', 'en'],
    ['en;q=0.5, de;q=0.8', 'de'],
    ['fr, de;q=0.3', 'de'],
    ['fr, es', 'en'],
    ['*', 'en'],
    ['de, *', 'de'],
    ['*, en;q=0', 'de'],
    ['den', 'en'],
  ])('for %j is %s', (acceptLanguage, language) => {
    expect(chooseLanguage(acceptLanguage)).toBe(language);
  });
});
