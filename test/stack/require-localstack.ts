import { findLocalStack, StackProblem } from '../../local/stack/localstack.ts';

/** Says once what is missing, instead of once for each test. */
export default async function requireLocalStack(): Promise<void> {
  try {
    await findLocalStack();
  } catch (error) {
    if (!(error instanceof StackProblem)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
