import { useSearchParams } from 'wouter';

/** Of whom and of where things are shown; '': of all. */
export interface PlaceFilter {
  readonly account: string;
  readonly host: string;
}

/** The filter, which is in the address: `?account=bob&host=one`. */
export function usePlaceFilter(): [PlaceFilter, (change: Partial<PlaceFilter>) => void] {
  const [params, setParams] = useSearchParams();
  const filter = { account: params.get('account') ?? '', host: params.get('host') ?? '' };
  const change = (to: Partial<PlaceFilter>) => {
    const chosen = Object.entries({ ...filter, ...to }).filter(([, value]) => value !== '');
    setParams(Object.fromEntries(chosen), { replace: true });
  };
  return [filter, change];
}

/** Whether something is of that account and on that host. */
export const isIn = (
  { account, host }: PlaceFilter,
  thing: { readonly account: string | null; readonly host: string },
) => (account === '' || thing.account === account) && (host === '' || thing.host === host);
