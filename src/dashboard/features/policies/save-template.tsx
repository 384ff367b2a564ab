import { Checkbox, MultiSelect, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { wholeFieldErrors } from '../../api/field-errors.ts';
import { hostsQuery } from '../../api/hosts.ts';
import { policyTemplatesQuery, savePolicyTemplate } from '../../api/policies.ts';
import type { Schema } from '../../api/schema.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { LimitFields } from './limit-fields.tsx';
import {
  type TemplateValues,
  templateBody,
  templateFaults,
  templateValues,
} from './template-values.ts';

interface SaveTemplateProps {
  /** The one to be changed; null: it is a new one. */
  readonly template: Schema['PolicyTemplate'] | null;
  onClose(): void;
}

/** Keeps a policy under a name. */
export function SaveTemplate({ template, onClose }: SaveTemplateProps) {
  const client = useQueryClient();
  const form = useForm({ initialValues: templateValues(template), validate: templateFaults });
  const hosts = (useQuery(hostsQuery).data?.data ?? []).map(({ name }) => name);
  const { volumes, allCpuids, allBridges } = form.values;
  const saving = useMutation({
    meta: { done: 'Template saved' },
    mutationFn: (values: TemplateValues) =>
      savePolicyTemplate(values.name.trim(), templateBody(values)),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: policyTemplatesQuery.queryKey });
    },
  });
  const { setErrors } = form;
  useEffect(() => setErrors(wholeFieldErrors(saving.error)), [saving.error, setErrors]);
  return (
    <Dialog
      onClose={onClose}
      title={template ? `The template ${template.name}` : 'New template'}
      closeOnClickOutside={false}
    >
      <form onSubmit={form.onSubmit((values) => saving.mutate(values))} noValidate>
        <Stack gap="sm">
          {!template && <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />}
          <LimitFields
            first={template !== null}
            limits={about}
            volumes={volumes}
            field={form.getInputProps}
          />
          <Checkbox
            label="All CPUs of the host"
            {...form.getInputProps('allCpuids', { type: 'checkbox' })}
          />
          {!allCpuids && (
            <TagsInput label="CPUs" placeholder="0, 1" {...form.getInputProps('cpuids')} />
          )}
          <Checkbox
            label="All bridges of the host"
            {...form.getInputProps('allBridges', { type: 'checkbox' })}
          />
          {!allBridges && (
            <TagsInput
              label="Bridges"
              description="Without one, no image that needs a network can be deployed."
              {...form.getInputProps('bridges')}
            />
          )}
          <MultiSelect
            label="Default on"
            description="New accounts get this policy on these hosts, instead of any other default."
            placeholder={form.values.defaultOn.length > 0 ? '' : 'No host'}
            data={[...new Set([...hosts, ...form.values.defaultOn])]}
            {...form.getInputProps('defaultOn')}
          />
          <ErrorAlert error={saving.error} />
          <DialogActions act="Save" pending={saving.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}

const about = {
  unikernels: 'At once.',
  memory: 'Of all together.',
  storage: 'Of all together.',
} as const;
