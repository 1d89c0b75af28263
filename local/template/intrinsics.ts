import { below, list, type Place, TemplateNotUnderstood, text, type Templates } from './cloudformation.ts';
import { createReferences, type References } from './references.ts';

/** Replaces every reference within a value of the templates by what it stands for. */
export type Resolve = (value: unknown, place: Place) => unknown;

type Intrinsic = (argument: unknown, place: Place) => unknown;

/**
 * A resolver for the templates of one stage. References lead to names and ARNs as a deployment would have them, the same
 * at every run.
 *
 * @param templates the templates of all stacks, because stacks import from each other
 * @returns a function that throws TemplateNotUnderstood for an intrinsic, a resource or an attribute that it does not know
 */
export function createResolver(templates: Templates): Resolve {
  const resolve: Resolve = (value, place) => {
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, below(place, index)));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name = '', argument] = entries[0] ?? [];
    if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
      const intrinsic = intrinsics[name];
      if (!intrinsic)
        throw new TemplateNotUnderstood(place, `${name} is not an intrinsic that is known here`);
      return intrinsic(argument, place);
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, resolve(item, below(place, key))]));
  };

  const references = createReferences(templates, resolve);
  const intrinsics: Record<string, Intrinsic> = {
    ...referring(references, resolve),
    ...composing(references, resolve),
  };
  return resolve;
}

/** Intrinsics that stand for something else. */
function referring(references: References, resolve: Resolve): Record<string, Intrinsic> {
  return {
    Ref: (name, place) => references.ref(text(name, place), place),
    'Fn::GetAtt'(argument, place) {
      const [logicalId = '', ...attribute] = Array.isArray(argument)
        ? list(argument, place).map((part) => text(part, place))
        : text(argument, place).split('.');
      return references.getAtt(logicalId, attribute.join('.'), place);
    },
    'Fn::ImportValue': (name, place) => references.importValue(text(resolve(name, place), place), place),
  };
}

/** Intrinsics that put texts together or take them apart. */
function composing(references: References, resolve: Resolve): Record<string, Intrinsic> {
  return {
    'Fn::Join'(argument, place) {
      const [separator, parts] = list(argument, place);
      const texts = list(resolve(parts, place), place).map((part) => text(part, place));
      return texts.join(text(separator, place));
    },
    'Fn::Split'(argument, place) {
      const [separator, value] = list(argument, place);
      return text(resolve(value, place), place).split(text(separator, place));
    },
    'Fn::Select'(argument, place) {
      const [index, values] = list(argument, place);
      const selected = list(resolve(values, place), place)[Number(index)];
      if (selected !== undefined) return selected;
      throw new TemplateNotUnderstood(place, `Fn::Select finds nothing at ${String(index)}`);
    },
    'Fn::Sub'(argument, place) {
      const [pattern, given = {}] = Array.isArray(argument) ? list(argument, place) : [argument];
      const variables = resolve(given, place) as Record<string, unknown>;
      return text(pattern, place).replaceAll(
        /\$\{(!?)([^}]+)\}/g,
        (_match, literal: string, name: string) => {
          if (literal) return `\${${name}}`;
          if (name in variables) return text(variables[name], place);
          const [logicalId = '', ...attribute] = name.split('.');
          if (attribute.length === 0) return references.ref(name, place);
          return references.getAtt(logicalId, attribute.join('.'), place);
        },
      );
    },
  };
}
