import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { type ExternalService, externalCredentialsQuery } from '../../api/external-credentials.ts';
import type { SourceShown } from '../../api/sources.ts';
import { formatNumber } from '../../format/quantities.ts';

interface CredentialInUseProps {
  readonly service: ExternalService;
  /** What people call it. */
  readonly name: string;
  /** What the service has just been shown, and said of it; nothing: it was not asked yet. */
  readonly shown: SourceShown | undefined;
}

/** Which credential the server shows to a service, and what was left of its limit when that was asked. */
export function CredentialInUse({ service, name, shown }: CredentialInUseProps) {
  const { data } = useQuery(externalCredentialsQuery('account'));
  if (!data) return null;
  const own = data.data.find((each) => each.service === service);
  return (
    <Text size="sm" c="dimmed" role="note">
      {shown ? shownText(shown, name) : savedText(own, name)}{' '}
      <Anchor component={Link} href="/account/external-credentials" inherit underline="always">
        External credentials
      </Anchor>
    </Text>
  );
}

const whose = { account: 'Your credential', server: 'The server’s credential' };

function shownText({ credential, limits }: SourceShown, name: string): string {
  const used = credential
    ? `${whose[credential]} for ${name} was used.`
    : `${name} was asked without a credential.`;
  return limits ? `${used} ${leftOf(limits)} requests are left.` : used;
}

function savedText(own: Saved | undefined, name: string): string {
  if (!own)
    return `You have no saved credential for ${name}, so the server’s is used if there is one.`;
  const { limit = null, remaining = null } = own.finding ?? {};
  const used = `Your credential for ${name} is used.`;
  if (limit === null || remaining === null) return used;
  return `${used} ${leftOf({ limit, remaining })} left at the last check.`;
}

interface Saved {
  readonly finding: { readonly limit: number | null; readonly remaining: number | null } | null;
}

const leftOf = ({ remaining, limit }: { readonly remaining: number; readonly limit: number }) =>
  `${formatNumber(remaining)} of ${formatNumber(limit)}`;
