import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { accountQuery } from '../api/session.ts';

/** Whose things a list shows. */
export interface Whose {
  /** Whether one may choose. */
  readonly isAdmin: boolean;
  readonly everybodys: boolean;
  /** The own account, where the list shows everybody's: the others' have no pages. */
  readonly ownAccount: string | null;
  choose(everybodys: boolean): void;
}

/** Whose things a list shows, as the address says: `?account=*` are everybody's, for administrators. */
export function useWhose(): Whose {
  const { data: account } = useQuery(accountQuery);
  const [params, setParams] = useSearchParams();
  const isAdmin = account?.admin ?? false;
  const everybodys = isAdmin && params.get('account') === '*';
  const choose = (all: boolean) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (all) next.set('account', '*');
        else next.delete('account');
        return next;
      },
      { replace: true },
    );
  const ownAccount = everybodys ? (account?.name ?? null) : null;
  return { isAdmin, everybodys, ownAccount, choose };
}
