import type { Scope } from '../access/scopes.ts';

/** Scopes that go together, for people to choose from. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly scopes: readonly Scope[];
}

export const readOnly: Preset = {
  id: 'read-only',
  name: 'Read only',
  description: 'Sees everything of the account and changes nothing.',
  scopes: [
    'unikernels:read',
    'volumes:read',
    'secrets:read',
    'tokens:read',
    'hosts:read',
    'events:read',
    'notifications:read',
  ],
};

export const presets: readonly Preset[] = [
  readOnly,
  {
    id: 'deploy',
    name: 'Deploy',
    description: 'Creates, updates, restarts and destroys unikernels.',
    scopes: ['unikernels:write', 'hosts:read'],
  },
  {
    id: 'volumes',
    name: 'Volumes',
    description: 'Creates, fills, downloads and removes volumes.',
    scopes: ['volumes:write', 'hosts:read'],
  },
  {
    id: 'full',
    name: 'Full',
    description: 'Does all that the account may, but for what only administrators do.',
    scopes: [
      'unikernels:write',
      'volumes:write',
      'secrets:write',
      'tokens:write',
      'hosts:read',
      'events:read',
      'notifications:write',
      'metrics:read',
    ],
  },
];
