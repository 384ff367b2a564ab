import { matchRoute, Redirect, Route, Switch, useLocation, useRouter } from 'wouter';
import { maybeSignedIn } from './api/session.ts';
import { signInPath } from './api/wanted-page.ts';
import { entrances } from './entrances.ts';
import { NotFoundPage } from './features/not-found/not-found-page.tsx';
import { SignedIn } from './features/session/signed-in.tsx';
import { Entrance } from './layout/entrance.tsx';
import { Shell } from './layout/shell.tsx';
import { pages } from './pages.ts';

/** Which address shows which page: some for everybody, the others for who is signed in. */
export function Routes() {
  return (
    <Switch>
      {entrances.map(({ path, component: Component }) => (
        <Route key={path} path={path}>
          <Entrance>
            <Component />
          </Entrance>
        </Route>
      ))}
      <Route>
        <Inside />
      </Route>
    </Switch>
  );
}

function Inside() {
  const [path] = useLocation();
  const { parser } = useRouter();
  if (!maybeSignedIn()) {
    const known = pages.some((page) => matchRoute(parser, page.path, path)[0]);
    if (known) return <Redirect to={signInPath(path + location.search)} replace />;
    return (
      <Entrance>
        <NotFoundPage />
      </Entrance>
    );
  }
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
