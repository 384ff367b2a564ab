import { describePrograms } from './support/cases.ts';
import { openInMemory } from './support/programs.ts';

describePrograms('sqlite', openInMemory);
