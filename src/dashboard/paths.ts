/** The addresses of pages that others lead to. Names go into them as they are: labels need no escape. */
export const paths = {
  overview: '/',
  unikernels: '/unikernels',
  unikernel: (host: string, name: string) => `/unikernels/${host}/${name}`,
  deploy: '/deploy',
  volumes: '/volumes',
  tokens: '/tokens',
  account: '/account',
  accounts: '/administration/accounts',
  hosts: '/administration/hosts',
} as const;
