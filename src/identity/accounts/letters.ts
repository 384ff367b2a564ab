import type { MailContent } from '../../database/mails/mail-content.ts';
import { renderLetter } from '../../outgoing/mail/letter.ts';

const becauseAsked =
  'Somebody has asked for this mail. If that was not you, nothing needs to be done.';
const becauseYours = 'You get this mail since it is about your account.';

export function resetLetter(name: string, url: string): MailContent {
  return renderLetter({
    subject: 'A new password',
    paragraphs: [
      `Here you set a new password for the account ${name}. The link works once, within an hour.`,
    ],
    link: { label: 'Set a new password', url },
    reason: becauseAsked,
  });
}

export function verificationLetter(name: string, url: string): MailContent {
  return renderLetter({
    subject: 'Is this your e-mail address?',
    paragraphs: [
      `The account ${name} says that this is its e-mail address. If it is, open the link, within three days.`,
    ],
    link: { label: 'This is my address', url },
    reason: becauseAsked,
  });
}

/** To the owner of an address that somebody else, or the owner once more, has given for an account. */
export function takenLetter(name: string, url: string): MailContent {
  return renderLetter({
    subject: 'You have an account already',
    paragraphs: [
      `Somebody has given this e-mail address for an account. It is that of the account ${name}, so nothing came of it.`,
      'If that was you, sign in, or ask there for a new password.',
    ],
    link: { label: 'Sign in', url },
    reason: becauseAsked,
  });
}

export function changedLetter(name: string, email: string): MailContent {
  return renderLetter({
    subject: 'Your e-mail address was changed',
    paragraphs: [
      `The account ${name} has another e-mail address now: ${email}.`,
      'If that was not you, tell an administrator at once.',
    ],
    reason: becauseYours,
  });
}

export function waitingLetter(name: string, email: string, url: string): MailContent {
  return renderLetter({
    subject: `${name} waits for approval`,
    paragraphs: [`The account ${name} (${email}) was made, and waits for an administrator.`],
    link: { label: 'Show the accounts', url },
    reason: 'You get this mail since you are an administrator.',
  });
}

export function invitedLetter(name: string, url: string): MailContent {
  return renderLetter({
    subject: 'You have an account',
    paragraphs: [
      `An administrator has made the account ${name} for you. Choose a password for it: the link works once, within a week.`,
    ],
    link: { label: 'Choose a password', url },
    reason: becauseYours,
  });
}

export function approvedLetter(name: string, url: string): MailContent {
  return renderLetter({
    subject: 'Your account has been approved',
    paragraphs: [`An administrator has approved the account ${name}.`],
    link: { label: 'Sign in', url },
    reason: becauseYours,
  });
}

/** To the owner of an account that was taken over from another server, with the link that gives it a password. */
export function takenOverLetter(name: string, url: string): MailContent {
  return renderLetter({
    subject: 'Your account has been approved',
    paragraphs: [
      `An administrator has approved the account ${name}, which was taken over from another server without its password. Choose a new one: the link works once, within a week.`,
    ],
    link: { label: 'Choose a password', url },
    reason: becauseYours,
  });
}
