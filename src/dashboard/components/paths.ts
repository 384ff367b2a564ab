/** The addresses of pages that others lead to. Names go into them as they are: labels need no escape. */
export const paths = {
  overview: '/',
  unikernels: '/unikernels',
  unikernel: (host: string, name: string) => `/unikernels/${host}/${name}`,
  deploy: '/deploy',
  volumes: '/volumes',
  volume: (host: string, name: string) => `/volumes/${host}/${name}`,
  tokens: '/tokens',
  account: '/account',
  accounts: '/administration/accounts',
  hosts: '/hosts',
  host: (name: string) => `/hosts/${name}`,
  policies: '/administration/policies',
} as const;
