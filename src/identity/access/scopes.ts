/**
 * What a token may do; `:write` includes `:read` of the same thing, `unikernels:read` includes
 * `consoles:read`, and `admin` includes all.
 */
export const scopes = [
  'unikernels:read',
  'unikernels:write',
  'consoles:read',
  'volumes:read',
  'volumes:write',
  'secrets:read',
  'secrets:write',
  'tokens:read',
  'tokens:write',
  'hosts:read',
  'events:read',
  'notifications:read',
  'notifications:write',
  'metrics:read',
  'admin',
] as const;

export type Scope = (typeof scopes)[number];

/** Whether holding `held` allows what needs `needed`. */
export function includesScope(held: readonly Scope[], needed: Scope): boolean {
  if (held.includes(needed) || held.includes('admin')) return true;
  if (needed === 'consoles:read' && includesScope(held, 'unikernels:read')) return true;
  return (
    needed.endsWith(':read') && held.some((scope) => scope === needed.replace(/:read$/, ':write'))
  );
}
