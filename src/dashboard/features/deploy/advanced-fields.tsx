import { Accordion, Stack, Switch } from '@mantine/core';
import { LabelsField } from '../../components/labels-field.tsx';
import { StartFields, type StartFieldsProps } from './start-fields.tsx';

/** What hardly anybody has to say. */
export function AdvancedFields({ form, choices, cpuids }: StartFieldsProps) {
  return (
    <Accordion variant="separated" order={2}>
      <Accordion.Item value="advanced">
        <Accordion.Control>Advanced</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="md">
            <StartFields form={form} choices={choices} cpuids={cpuids} />
            <LabelsField {...form.getInputProps('labels')} />
            <Switch
              label="Replace a unikernel of the same name"
              description="The running one is destroyed first. Otherwise, the deployment is refused."
              {...form.getInputProps('force', { type: 'checkbox' })}
            />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
