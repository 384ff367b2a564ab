import { useQuery } from '@tanstack/react-query';
import { tokensQuery } from '../../api/tokens.ts';
import { trustsQuery } from '../../api/trusts.ts';

interface Made {
  readonly id: string;
  readonly madeBy: string | null;
}

/** The names of all that came of a token: the tokens and trusts that it made, and so on. */
export function useMadeBy(id: string): string[] {
  const tokens = useQuery(tokensQuery).data?.data ?? [];
  const trusts = useQuery(trustsQuery).data?.data ?? [];
  const line = descendantsOf(id, tokens);
  const isMade = ({ madeBy }: Made) => madeBy !== null && line.has(madeBy);
  return [
    ...tokens.filter(isMade).map(({ name }) => name),
    ...trusts.filter(isMade).map(({ name }) => `trust ${name}`),
  ];
}

/** The ids of a token and of all that came of it. */
function descendantsOf(id: string, tokens: readonly Made[]): ReadonlySet<string> {
  const line = new Set([id]);
  for (const maker of line) {
    for (const token of tokens) if (token.madeBy === maker) line.add(token.id);
  }
  return line;
}
