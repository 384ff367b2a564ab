import { scopesInWords } from '../../format/scopes.ts';
import { periods, type TokenValues } from './token-values.ts';

const and = new Intl.ListFormat('en', { type: 'conjunction' });
const days = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** What a token is going to be able to do, in a sentence; null while it may do nothing. */
export function sentenceOf(values: TokenValues, endsNow: string | null | undefined): string | null {
  const { scopes, hosts, names, addresses } = values;
  if (scopes.length === 0) return null;
  const may = scopesInWords(scopes);
  const where = hosts.length > 0 ? `on ${and.format(hosts)}` : 'on all hosts';
  const which = names.length > 0 ? `, limited to the names ${and.format(names)}` : '';
  const from = addresses.length > 0 ? `, from ${and.format(addresses)}` : '';
  return `This token can ${may.charAt(0).toLowerCase()}${may.slice(1)}, ${where}${which}${from}, ${endOf(values, endsNow)}.`;
}

function endOf({ ending, day }: TokenValues, endsNow: string | null | undefined): string {
  if (ending === 'never') return 'without expiry';
  if (ending === 'day')
    return day ? `until ${days.format(new Date(`${day}T12:00:00`))}` : 'until a day';
  if (ending === 'unchanged') {
    return endsNow ? `until ${days.format(Date.parse(endsNow))}` : 'without expiry';
  }
  return `for ${periods.find((each) => each === ending)}`;
}

/** What somebody may not have meant: more than a job needs, or for ever. */
export function doubtsAbout(
  { scopes, names, ending }: TokenValues,
  endsNow: string | null | undefined,
): string[] {
  const isAdmin = scopes.includes('admin');
  const writes = scopes.filter((scope) => scope.endsWith(':write'));
  const isEndless = ending === 'never' || (ending === 'unchanged' && endsNow === null);
  return [
    ...(isAdmin ? ['It can do everything an administrator can, in every account.'] : []),
    ...(!isAdmin && writes.length > 2 && names.length === 0
      ? ['It can change nearly everything in your account. Choose only what the job needs.']
      : []),
    ...(scopes.includes('tokens:write') ? ['Whoever has it can create more tokens.'] : []),
    ...(isEndless ? ['It never expires: whoever finds it can use it until it is revoked.'] : []),
  ];
}
