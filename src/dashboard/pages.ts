import { type ComponentType, lazy } from 'react';
import type { IconName } from './components/icons.tsx';

/** One page for people who are signed in. */
export interface Page {
  /** In wouter's notation: `/unikernels/:host/:name`. */
  readonly path: string;
  readonly component: ComponentType;
  /** Its entry in the navigation; without one it is reached from another page. */
  readonly nav?: { readonly label: string; readonly icon: IconName };
  /** Only administrators are shown it. */
  readonly admin?: boolean;
}

/** Every page, in the order of the navigation. Each is loaded when it is opened first. */
export const pages: readonly Page[] = [
  {
    path: '/',
    nav: { label: 'Overview', icon: 'overview' },
    component: lazy(() =>
      import('./features/overview/overview-page.tsx').then((room) => ({
        default: room.OverviewPage,
      })),
    ),
  },
  {
    path: '/unikernels',
    nav: { label: 'Unikernels', icon: 'unikernel' },
    component: lazy(() =>
      import('./features/unikernels/unikernels-page.tsx').then((room) => ({
        default: room.UnikernelsPage,
      })),
    ),
  },
  {
    path: '/unikernels/:host/:name',
    component: lazy(() =>
      import('./features/unikernels/unikernel-page.tsx').then((room) => ({
        default: room.UnikernelPage,
      })),
    ),
  },
  {
    path: '/tokens',
    nav: { label: 'Tokens', icon: 'token' },
    component: lazy(() =>
      import('./features/tokens/tokens-page.tsx').then((room) => ({ default: room.TokensPage })),
    ),
  },
  {
    path: '/account',
    nav: { label: 'Account', icon: 'account' },
    component: lazy(() =>
      import('./features/account/account-page.tsx').then((room) => ({ default: room.AccountPage })),
    ),
  },
];
