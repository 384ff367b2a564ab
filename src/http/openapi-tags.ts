/** What the operations of each tag are about. */
const descriptions: ReadonlyMap<string, string> = new Map([
  ['Documentation', 'What the API takes and answers.'],
  ['Accounts', 'Signing up, one’s own account, and what administrators do with all of them.'],
  ['Sessions', 'People who are signed in.'],
  ['Tokens', 'Credentials of programs.'],
  ['Trusts', 'Issuers whose identity tokens are exchanged for tokens.'],
  ['Events', 'What has happened to unikernels, volumes, hosts and tokens.'],
  ['Notifications', 'Where it is told what has happened.'],
  ['Audit', 'Who did what, with which credential, from where.'],
  ['Automation', 'Whether the server does anything that nobody asks for.'],
  ['External credentials', 'Credentials for other services, as GitHub.'],
  ['Sources', 'What GitHub, registries and the builder have to deploy.'],
  ['Secrets', 'Values that arguments of unikernels refer to.'],
  ['Hosts', 'Machines that run albatross.'],
  ['Policies', 'What accounts may use on hosts.'],
  ['Unikernels', 'What runs on hosts, and what was done to it.'],
  ['Volumes', 'Block devices on hosts, and their content.'],
]);

/** These tags as an OpenAPI document lists them. */
export function describeTags(names: Iterable<string>) {
  return [...names].map((name) => {
    const description = descriptions.get(name);
    return { name, ...(description && { description }) };
  });
}
