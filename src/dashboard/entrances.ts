import { lazy } from 'react';
import type { Page } from './layout/page.ts';

/** The pages for everybody, also before anybody is signed in. */
export const entrances: readonly Page[] = [
  {
    path: '/sign-in',
    component: lazy(() =>
      import('./features/session/sign-in-page.tsx').then((room) => ({ default: room.SignInPage })),
    ),
  },
  {
    path: '/sign-up',
    component: lazy(() =>
      import('./features/session/sign-up-page.tsx').then((room) => ({ default: room.SignUpPage })),
    ),
  },
  {
    path: '/forgot-password',
    component: lazy(() =>
      import('./features/account/forgot-password-page.tsx').then((room) => ({
        default: room.ForgotPasswordPage,
      })),
    ),
  },
  {
    path: '/verify-email',
    component: lazy(() =>
      import('./features/account/verify-email-page.tsx').then((room) => ({
        default: room.VerifyEmailPage,
      })),
    ),
  },
  {
    path: '/reset-password',
    component: lazy(() =>
      import('./features/account/reset-password-page.tsx').then((room) => ({
        default: room.ResetPasswordPage,
      })),
    ),
  },
];
