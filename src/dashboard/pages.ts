import { lazy } from 'react';
import type { Page } from './layout/page.ts';

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
    path: '/unikernels/:host/:name/update',
    component: lazy(() =>
      import('./features/deploy/update-page.tsx').then((room) => ({ default: room.UpdatePage })),
    ),
  },
  {
    path: '/unikernels/:host/:name/configuration',
    component: lazy(() =>
      import('./features/deploy/configuration-page.tsx').then((room) => ({
        default: room.ConfigurationPage,
      })),
    ),
  },
  {
    path: '/deploy',
    nav: { label: 'Deploy', icon: 'deploy' },
    component: lazy(() =>
      import('./features/deploy/deploy-page.tsx').then((room) => ({ default: room.DeployPage })),
    ),
  },
  {
    path: '/volumes',
    nav: { label: 'Volumes', icon: 'volume' },
    component: lazy(() =>
      import('./features/volumes/volumes-page.tsx').then((room) => ({
        default: room.VolumesPage,
      })),
    ),
  },
  {
    path: '/volumes/:host/:name',
    component: lazy(() =>
      import('./features/volumes/volume-page.tsx').then((room) => ({ default: room.VolumePage })),
    ),
  },
  {
    path: '/hosts',
    nav: { label: 'Hosts', icon: 'host' },
    component: lazy(() =>
      import('./features/hosts/hosts-page.tsx').then((room) => ({ default: room.HostsPage })),
    ),
  },
  {
    path: '/hosts/:host',
    component: lazy(() =>
      import('./features/hosts/host-page.tsx').then((room) => ({ default: room.HostPage })),
    ),
  },
  {
    path: '/events',
    nav: { label: 'Events', icon: 'event' },
    component: lazy(() =>
      import('./features/events/events-page.tsx').then((room) => ({ default: room.EventsPage })),
    ),
  },
  {
    path: '/notifications',
    nav: { label: 'Notifications', icon: 'bell' },
    component: lazy(() =>
      import('./features/events/notifications/notifications-pages.tsx').then((room) => ({
        default: room.NotificationsPage,
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
    path: '/device',
    component: lazy(() =>
      import('./features/tokens/device-page.tsx').then((room) => ({ default: room.DevicePage })),
    ),
  },
  {
    path: '/account',
    nav: { label: 'Account', icon: 'account' },
    component: lazy(() =>
      import('./features/account/account-page.tsx').then((room) => ({ default: room.AccountPage })),
    ),
  },
  {
    path: '/account/trusts',
    component: lazy(() =>
      import('./features/trusts/trusts-page.tsx').then((room) => ({ default: room.TrustsPage })),
    ),
  },
  {
    path: '/account/secrets',
    component: lazy(() =>
      import('./features/secrets/secrets-page.tsx').then((room) => ({ default: room.SecretsPage })),
    ),
  },
  {
    path: '/account/external-credentials',
    component: lazy(() =>
      import('./features/external-credentials/credentials-pages.tsx').then((room) => ({
        default: room.OwnCredentialsPage,
      })),
    ),
  },
  {
    path: '/account/activity',
    component: lazy(() =>
      import('./features/audit/activity-page.tsx').then((room) => ({ default: room.ActivityPage })),
    ),
  },
  {
    path: '/administration/accounts',
    nav: { label: 'Accounts', icon: 'accounts' },
    admin: true,
    component: lazy(() =>
      import('./features/accounts/accounts-page.tsx').then((room) => ({
        default: room.AccountsPage,
      })),
    ),
  },
  {
    path: '/administration/everything',
    nav: { label: 'All accounts', icon: 'overview' },
    admin: true,
    component: lazy(() =>
      import('./features/accounts/everything/everything-page.tsx').then((room) => ({
        default: room.EverythingPage,
      })),
    ),
  },
  {
    path: '/administration/usage',
    nav: { label: 'Usage', icon: 'usage' },
    admin: true,
    component: lazy(() =>
      import('./features/accounts/usage/usage-page.tsx').then((room) => ({
        default: room.UsagePage,
      })),
    ),
  },
  {
    path: '/administration/external-credentials',
    nav: { label: 'External credentials', icon: 'credential' },
    admin: true,
    component: lazy(() =>
      import('./features/external-credentials/credentials-pages.tsx').then((room) => ({
        default: room.ServerCredentialsPage,
      })),
    ),
  },
  {
    path: '/administration/issuers',
    nav: { label: 'Issuers', icon: 'issuer' },
    admin: true,
    component: lazy(() =>
      import('./features/trusts/issuers-page.tsx').then((room) => ({ default: room.IssuersPage })),
    ),
  },
  {
    path: '/administration/policies',
    admin: true,
    nav: { label: 'Policies', icon: 'policy' },
    component: lazy(() =>
      import('./features/policies/policies-page.tsx').then((room) => ({
        default: room.PoliciesPage,
      })),
    ),
  },
  {
    path: '/administration/notifications',
    nav: { label: 'Server notifications', icon: 'bell' },
    admin: true,
    component: lazy(() =>
      import('./features/events/notifications/notifications-pages.tsx').then((room) => ({
        default: room.ServerNotificationsPage,
      })),
    ),
  },
  {
    path: '/administration/audit',
    nav: { label: 'Audit', icon: 'audit' },
    admin: true,
    component: lazy(() =>
      import('./features/audit/audit-page.tsx').then((room) => ({ default: room.AuditPage })),
    ),
  },
];
