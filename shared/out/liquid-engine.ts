import { Liquid } from 'liquidjs';
import type { Templates } from './templates.ts';

/**
 * An engine for some templates. While rendering nothing is looked up on disk. Data are values and never parsed as
 * templates (FAULTS 32). A variable or filter that does not exist is an error.
 *
 * @param escaping whether everything that is put out is escaped for HTML
 */
export function createLiquidEngine(templates: Templates, escaping: 'none' | 'html' = 'none'): Liquid {
  return new Liquid({
    templates,
    cache: true,
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    dynamicPartials: false,
    // A tag that ends in -%} takes its own line break along and no more, which keeps plain text readable.
    greedy: false,
    ...(escaping === 'html' && { outputEscape: 'escape' as const }),
  });
}

/** Renders one of an engine's templates. */
export async function fillTemplate(engine: Liquid, name: string, variables: object): Promise<string> {
  return String(await engine.renderFile(name, variables));
}
