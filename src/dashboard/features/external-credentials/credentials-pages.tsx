import { AccountNavigation } from '../../components/account-navigation.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { CredentialList } from './credential-list.tsx';

/** What the server shows to other services for one's own account. */
export function OwnCredentialsPage() {
  return (
    <>
      <PageHeader
        title="External credentials"
        about="What the server presents to other services when it fetches something for you."
      />
      <AccountNavigation />
      <CredentialList owner="account" />
    </>
  );
}

/** What the server shows to other services for accounts that have nothing of their own. */
export function ServerCredentialsPage() {
  return (
    <>
      <PageHeader
        title="External credentials"
        about="Used for every account that has no credential of its own. Every account can then fetch whatever these credentials can read: save only tokens limited to what all accounts may have."
      />
      <CredentialList owner="server" />
    </>
  );
}
