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
  /** Also with ids (`repo:octo@1/web@2:…`), and as an owner may have it written. */
  sub: /^(repo:[^*/]+\/|repository(_owner)?(_id)?:[^*:]+(:|$))/,
};

const gitLab: OwnersClaims = {
  project_path: path,
  project_id: whole,
  namespace_path: /^[^*/]+(\/|$)/,
  namespace_id: whole,
  sub: /^(project_path:[^*/]+\/|project_id:[^*:]+(:|$))/,
};

const google: OwnersClaims = { sub: whole, email: whole, hd: whole };

const sigstore: OwnersClaims = { sub: whole, email: whole };

/** Accounts of persons, which are all in one tenant. */
const microsoft: OwnersClaims = { sub: whole, oid: whole };

const buildkite: OwnersClaims = {
  organization_id: whole,
  organization_slug: whole,
  pipeline_id: whole,
  sub: /^organization:[^*:]+:/,
};

const terraform: OwnersClaims = {
  terraform_organization_id: whole,
  terraform_organization_name: whole,
  terraform_project_id: whole,
  terraform_workspace_id: whole,
  sub: /^organization:[^*:]+:/,
};

const vercel: OwnersClaims = {
  owner: whole,
  owner_id: whole,
  project_id: whole,
  sub: /^owner:[^*:]+:/,
};

const codefresh: OwnersClaims = {
  account_id: whole,
  pipeline_id: whole,
  sub: /^account:[^*:]+:/,
};

const pulumi: OwnersClaims = { sub: /^pulumi:[^*:]+:org:[^*:]+(:|$)/ };

/** Issuers that give identity tokens to everybody who signs up: what tells their users apart. */
const openIssuers: readonly (readonly [address: RegExp, claims: OwnersClaims])[] = [
  [/^https:\/\/token\.actions\.githubusercontent\.com(\/|$)/, gitHub],
  [/^https:\/\/gitlab\.com(\/|$)/, gitLab],
  [/^https:\/\/accounts\.google\.com\/?$/, google],
  [/^https:\/\/oauth2\.sigstore\.dev(\/|$)/, sigstore],
  [/^https:\/\/login\.microsoftonline\.com\/9188040d-6c67-4c5b-b112-36a304b66dad\//, microsoft],
  [/^https:\/\/agent\.buildkite\.com\/?$/, buildkite],
  [/^https:\/\/app(\.eu)?\.terraform\.io\/?$/, terraform],
  [/^https:\/\/oidc\.vercel\.com\/?$/, vercel],
  [/^https:\/\/oidc\.codefresh\.io\/?$/, codefresh],
  [/^https:\/\/api\.pulumi\.com\/oidc\/?$/, pulumi],
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
