import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type CredentialOwner, externalCredentialsQuery } from '../../api/external-credentials.ts';
import type { Schema } from '../../api/schema.ts';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { CredentialCard } from './credential-card.tsx';
import { RegistryForm } from './registry-form.tsx';
import { registryService, type Service, services } from './services.ts';

/** The services that there can be a credential for, each with what is known of it. */
export function CredentialList({ owner }: { readonly owner: CredentialOwner }) {
  const query = useQuery(externalCredentialsQuery(owner));
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={200} />}>
      {({ data }) => (
        <SimpleGrid cols={{ base: 1, lg: 2 }} maw={1100}>
          {[...services, ...registriesIn(data)].map((service) => (
            <CredentialCard
              key={service.id}
              owner={owner}
              service={service}
              credential={data.find((each) => each.service === service.id) ?? null}
            />
          ))}
          <RegistryForm owner={owner} />
        </SimpleGrid>
      )}
    </QueryView>
  );
}

/** The registries that there is something saved for. */
function registriesIn(saved: readonly Schema['ExternalCredential'][]): Service[] {
  const named = new Set(services.map(({ id }) => id));
  return saved
    .filter(({ service }) => !named.has(service))
    .map((each) => registryService(each.service));
}
