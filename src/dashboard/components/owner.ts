/** What belongs to an account, or to nobody here. */
interface Owned {
  readonly account: string | null;
  readonly foreign: boolean;
}

/** Whose something is, in a word. */
export const ownerOf = ({ account, foreign }: Owned) =>
  foreign || account === null ? 'nobody' : account;

/** Whether it is one's own; `ownAccount` null: all that is listed is. */
export const isOwn = ({ account, foreign }: Owned, ownAccount: string | null) =>
  ownAccount === null || (!foreign && account === ownAccount);
