import { lazy } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { maybeSignedIn } from './api/session.ts';
import { signInPath } from './api/wanted-page.ts';
import { NotFoundPage } from './features/not-found/not-found-page.tsx';
import { SignedIn } from './features/session/signed-in.tsx';
import { Entrance } from './layout/entrance.tsx';
import { Shell } from './layout/shell.tsx';
import { pages } from './pages.ts';

const SignInPage = lazy(() =>
  import('./features/session/sign-in-page.tsx').then((room) => ({ default: room.SignInPage })),
);
const SignUpPage = lazy(() =>
  import('./features/session/sign-up-page.tsx').then((room) => ({ default: room.SignUpPage })),
);
const ForgotPasswordPage = lazy(() =>
  import('./features/account/forgot-password-page.tsx').then((room) => ({
    default: room.ForgotPasswordPage,
  })),
);
const VerifyEmailPage = lazy(() =>
  import('./features/account/verify-email-page.tsx').then((room) => ({
    default: room.VerifyEmailPage,
  })),
);
const ResetPasswordPage = lazy(() =>
  import('./features/account/reset-password-page.tsx').then((room) => ({
    default: room.ResetPasswordPage,
  })),
);

/** Which address shows which page: five for everybody, the others for who is signed in. */
export function Routes() {
  return (
    <Switch>
      <Route path="/sign-in">
        <Entrance>
          <SignInPage />
        </Entrance>
      </Route>
      <Route path="/sign-up">
        <Entrance>
          <SignUpPage />
        </Entrance>
      </Route>
      <Route path="/forgot-password">
        <Entrance>
          <ForgotPasswordPage />
        </Entrance>
      </Route>
      <Route path="/verify-email">
        <Entrance>
          <VerifyEmailPage />
        </Entrance>
      </Route>
      <Route path="/reset-password">
        <Entrance>
          <ResetPasswordPage />
        </Entrance>
      </Route>
      <Route>
        <Inside />
      </Route>
    </Switch>
  );
}

function Inside() {
  const [path] = useLocation();
  if (!maybeSignedIn()) return <Redirect to={signInPath(path + location.search)} replace />;
  return (
    <SignedIn>
      {(account) => (
        <Shell account={account} pages={pages}>
          <Switch>
            {pages
              .filter(({ admin = false }) => account.admin || !admin)
              .map(({ path: pattern, component }) => (
                <Route key={pattern} path={pattern} component={component} />
              ))}
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Shell>
      )}
    </SignedIn>
  );
}
