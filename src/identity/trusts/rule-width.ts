/** Patterns that hold a claim to what belongs to one owner, by claim. */
type OwnersClaims = Readonly<Record<string, RegExp>>;

/** A name up to its `/`, or an id, with no `*` before its end. */
const path = /^[^*/]+\//;
const whole = /^[^*]+$/;

const gitHub: OwnersClaims = {
  repository: path,
  repository_id: whole,
  repository_owner: whole,
  repository_owner_id: whole,
  sub: /^repo:[^*/]+\//,
};

const gitLab: OwnersClaims = {
  project_path: path,
  project_id: whole,
  namespace_path: /^[^*/]+(\/|$)/,
  namespace_id: whole,
  sub: /^project_path:[^*/]+\//,
};

/** Issuers that give identity tokens to everybody: what tells their users apart. */
const openIssuers: readonly (readonly [address: RegExp, claims: OwnersClaims])[] = [
  [/^https:\/\/token\.actions\.githubusercontent\.com(\/|$)/, gitHub],
  [/^https:\/\/gitlab\.com(\/|$)/, gitLab],
];

/**
 * Why the claims of a rule would let strangers in, as a sentence that follows their name; null
 * where they do not, as far as that can be known.
 */
export function widthFault(issuer: string, claims: Readonly<Record<string, string>>) {
  const entries = Object.entries(claims);
  if (entries.every(([, pattern]) => /^\**$/.test(pattern))) {
    return 'must hold at least one claim to more than *';
  }
  const owners = openIssuers.find(([address]) => address.test(issuer))?.[1];
  if (!owners) return null;
  if (entries.some(([name, pattern]) => owners[name]?.test(pattern))) return null;
  const names = Object.keys(owners).join(', ');
  return `must name the owner without a *, since everybody gets tokens there: by one of ${names}`;
}
