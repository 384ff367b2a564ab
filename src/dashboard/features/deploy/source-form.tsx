import { Button, Select, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { deployFrom } from '../../api/updates.ts';
import { ArgumentsField } from '../../components/arguments-field.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { paths } from '../../components/paths.ts';
import { SignatureField } from '../../components/signature-field.tsx';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { splitLines } from '../../format/lines.ts';
import { configErrors } from './config-errors.ts';
import { MemoryField } from './memory-field.tsx';
import { SourceFields } from './source-fields.tsx';
import { initialSource, type SourceFormValues, sourceErrors, sourceOf } from './source-values.ts';
import type { UsableHost } from './usable-host.ts';

/** What the server fetches and deploys; how that goes is shown on the unikernel's page. */
export function SourceForm({ hosts }: { readonly hosts: readonly UsableHost[] }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [signature, setSignature] = useState<File | null>(null);
  const [only] = hosts.length === 1 ? hosts : [];
  const form = useForm<SourceFormValues>({
    initialValues: {
      ...initialSource,
      host: only?.name ?? '',
      name: '',
      memory: '',
      arguments: '',
    },
  });
  const deploying = useMutation({
    mutationFn: async (values: SourceFormValues) => {
      const place = { host: values.host, name: values.name.trim() };
      const wanted = { source: sourceOf(values), config: configOf(values) };
      await deployFrom(place, wanted, signature);
      return place;
    },
    onSuccess: async ({ host, name }) => {
      await client.invalidateQueries({ queryKey: ['unikernels'] });
      navigate(paths.unikernel(host, name));
    },
    onError: (error) => form.setErrors(sourceErrors(configErrors(error))),
  });
  return (
    <form onSubmit={form.onSubmit((values) => deploying.mutate(values))}>
      <Stack gap="md" maw={560}>
        <SourceFields form={form} />
        <SignatureField
          isFetched
          file={signature}
          error={form.errors.signature}
          onFile={setSignature}
        />
        <Select
          label="Host"
          placeholder="Choose one"
          data={hosts.map(({ name }) => name)}
          allowDeselect={false}
          required
          {...form.getInputProps('host')}
        />
        <VerbatimInput
          label="Name"
          description="A unikernel that exists is updated, and keeps whatever is left empty here."
          maxLength={63}
          required
          {...form.getInputProps('name')}
        />
        <MemoryField
          {...form.getInputProps('memory')}
          required={false}
          description="Default: 32."
        />
        <ArgumentsField {...form.getInputProps('arguments')} />
        <ErrorAlert error={deploying.error} />
        <div>
          <Button type="submit" leftSection={<Icon name="deploy" />} loading={deploying.isPending}>
            Fetch and deploy
          </Button>
          <Text size="sm" c="dimmed" mt={4}>
            Devices are taken from the image’s manifest.
          </Text>
        </div>
      </Stack>
    </form>
  );
}

function configOf({ memory, arguments: lines }: SourceFormValues) {
  const texts = splitLines(lines);
  return {
    ...(memory !== '' && { memory: Number(memory) }),
    ...(texts.length > 0 && { arguments: texts }),
  };
}
