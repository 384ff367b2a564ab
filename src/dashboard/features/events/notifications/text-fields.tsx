import { Button, Group, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type ChannelValues, textPresets } from './channel-values.ts';

interface TextFieldsProps {
  readonly form: UseFormReturnType<ChannelValues>;
  readonly isNew: boolean;
}

/** How a text is made and sent, as the service wants it. */
export function TextFields({ form, isNew }: TextFieldsProps) {
  return (
    <>
      <Group gap="xs" aria-label="Presets" role="group">
        <Text size="sm">Preset for</Text>
        {Object.values(textPresets).map(({ label, url, ...preset }) => (
          <Button
            key={label}
            size="compact-sm"
            variant="default"
            onClick={() => form.setValues({ ...preset, ...(isNew && { url }) })}
          >
            {label}
          </Button>
        ))}
      </Group>
      <NativeSelect label="Method" data={['POST', 'PUT']} {...form.getInputProps('method')} />
      <TextInput label="Content type" {...form.getInputProps('contentType')} />
      <Textarea
        label="Template"
        description="{{title}}, {{text}}, {{severity}}, {{link}} and {{id}} are filled in."
        autosize
        minRows={2}
        maxRows={10}
        styles={{ input: { fontFamily: 'monospace' } }}
        {...form.getInputProps('template')}
      />
      <TextInput
        label="Header"
        placeholder="Authorization"
        description="If the service needs one"
        {...form.getInputProps('headerName')}
      />
      <TextInput
        label="Header value"
        autoComplete="off"
        description={isNew ? 'Never shown again' : 'Leave empty to keep the current one.'}
        {...form.getInputProps('headerValue')}
      />
    </>
  );
}
