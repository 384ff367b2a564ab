import { useSearchParams } from 'wouter';

/** What the address says about the page: which card is open, and whether a form is. */
export interface TokensAddress {
  /** The id of the token whose card is open. */
  readonly open: string | null;
  readonly act: 'new' | 'edit' | null;
  openCard(id: string | null): void;
  startNew(): void;
  edit(id: string): void;
  /** Closes the form; `open` is the card that is open then. */
  endAct(open: string | null): void;
}

/** `/tokens?token=ID` has a card open, `&act=edit` its form; `?act=new` the form for another one. */
export function useTokensAddress(): TokensAddress {
  const [params, setParams] = useSearchParams();
  const open = params.get('token');
  const act = params.get('act');
  const openCard = (id: string | null) => setParams(id ? { token: id } : {}, { replace: true });
  return {
    open,
    act: act === 'new' || (act === 'edit' && open) ? act : null,
    openCard,
    startNew: () => setParams({ act: 'new' }),
    edit: (id) => setParams({ token: id, act: 'edit' }),
    endAct: openCard,
  };
}
