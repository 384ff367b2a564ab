import assert from 'node:assert/strict';
import { groupTokens } from '../../src/dashboard/features/tokens/token-groups.ts';
import { doubtsAbout, sentenceOf } from '../../src/dashboard/features/tokens/token-sentence.ts';
import { newToken } from '../../src/dashboard/features/tokens/token-values.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const ago = (days: number) => new Date(now - days * 86_400_000).toISOString();

type Token = Parameters<typeof groupTokens>[0][number];

const token = (name: string, about: Partial<Token>): Token => ({
  ...{ id: name, name, description: null, prefix: 'fmr_1234', scopes: [] },
  ...{ hosts: null, names: null, addresses: null, expiresAt: null, expired: false },
  ...{ expiresSoon: false, exchanged: false, madeBy: null, hourlyLimit: 1000, previous: null },
  ...{ replaced: [], uses: 0, lastUsedAt: null, lastUsedAddress: null, lastUsedAgent: null },
  createdAt: ago(1),
  ...about,
});

describe('what is said of a token', () => {
  it('is in a sentence what it will be able to do', () => {
    assert.equal(sentenceOf(newToken, undefined), null);
    const values = { ...newToken, scopes: ['unikernels:write' as const], names: ['web-*'] };
    assert.equal(
      sentenceOf(values, undefined),
      'This token can change unikernels, on all hosts, limited to the names web-*, for 3 months.',
    );
  });

  it('is a warning where it is for an administrator, or has no end', () => {
    assert.deepEqual(doubtsAbout({ ...newToken, scopes: ['hosts:read'] }, undefined), []);
    const doubts = doubtsAbout({ ...newToken, scopes: ['admin'], ending: 'never' }, undefined);
    assert.equal(doubts.length, 2);
    assert.equal(doubtsAbout({ ...newToken, ending: 'unchanged' }, null).length, 1);
  });

  it('is its state: what has not been used for 60 days is marked, a new one is not', () => {
    const tokens = [
      token('new', {}),
      token('idle', { createdAt: ago(61) }),
      token('left', { createdAt: ago(200), lastUsedAt: ago(60) }),
      token('busy', { createdAt: ago(200), lastUsedAt: ago(59) }),
      token('over', { createdAt: ago(200), expired: true }),
      token('soon', { expiresSoon: true }),
    ];
    assert.deepEqual(
      groupTokens(tokens, now).map((group) => [group.title, group.tokens.map(({ name }) => name)]),
      [
        ['Expiring soon', ['soon']],
        ['Active', ['new', 'busy']],
        ['Unused for 60 days', ['idle', 'left']],
        ['Expired', ['over']],
      ],
    );
  });
});
