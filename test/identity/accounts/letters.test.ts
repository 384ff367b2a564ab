import assert from 'node:assert/strict';
import type { MailContent } from '../../../src/database/mails/mail-content.ts';
import * as letters from '../../../src/identity/accounts/letters.ts';

const url = 'https://fulmar.example.org/page#secret';
const asked = 'Somebody has asked for this mail. If that was not you, nothing needs to be done.';
const yours = 'You get this mail since it is about your account.';

describe('a mail about an account', () => {
  const cases: readonly (readonly [MailContent, subject: string, ...parts: string[]])[] = [
    [
      letters.resetLetter('ada', url),
      'A new password',
      'Here you set a new password for the account ada. The link works once, within an hour.',
      `Set a new password:\n${url}`,
      asked,
    ],
    [
      letters.verificationLetter('ada', url),
      'Is this your e-mail address?',
      'The account ada says that this is its e-mail address. If it is, open the link, within three days.',
      `This is my address:\n${url}`,
      asked,
    ],
    [
      letters.takenLetter('ada', url),
      'You have an account already',
      'Somebody has given this e-mail address for an account. It is that of the account ada, so nothing came of it.',
      'If that was you, sign in, or ask there for a new password.',
      `Sign in:\n${url}`,
      asked,
    ],
    [
      letters.changedLetter('ada', 'new@example.org'),
      'Your e-mail address was changed',
      'The account ada has another e-mail address now: new@example.org.',
      'If that was not you, tell an administrator at once.',
      yours,
    ],
    [
      letters.waitingLetter('bob', 'bob@example.org', url),
      'bob waits for approval',
      'The account bob (bob@example.org) was made, and waits for an administrator.',
      `Show the accounts:\n${url}`,
      'You get this mail since you are an administrator.',
    ],
    [
      letters.invitedLetter('bob', url),
      'You have an account',
      'An administrator has made the account bob for you. Choose a password for it: the link works once, within a week.',
      `Choose a password:\n${url}`,
      yours,
    ],
    [
      letters.approvedLetter('bob', url),
      'Your account has been approved',
      'An administrator has approved the account bob.',
      `Sign in:\n${url}`,
      yours,
    ],
    [
      letters.takenOverLetter('bob', url),
      'Your account has been approved',
      'An administrator has approved the account bob, which was taken over from another server without its password. Choose a new one: the link works once, within a week.',
      `Choose a password:\n${url}`,
      yours,
    ],
  ];
  for (const [content, subject, ...parts] of cases) {
    it(`says whose it is, what to do, and why it came [${subject}]`, () => {
      assert.equal(content.subject, subject);
      const [reason = '', ...others] = parts.toReversed();
      const text = [...others.toReversed(), `-- \n${reason}`].join('\n\n');
      assert.equal(content.text, `${text}\n`);
    });
  }
});
