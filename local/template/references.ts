import { type Place, TemplateNotUnderstood, text, type Templates } from './cloudformation.ts';
import { ACCOUNT, arnOf, givenName, madeUpName, PARTITION, REGION } from './physical-names.ts';

/** What `Ref` answers for these is not their name. */
const REF_IS_ARN = ['AWS::SecretsManager::Secret'];

/** The three ways to speak of something else. Each throws TemplateNotUnderstood when it leads nowhere. */
export interface References {
  /** A resource of the same stack, or a pseudo parameter. */
  ref(name: string, place: Place): string;
  getAtt(logicalId: string, attribute: string, place: Place): string;
  importValue(name: string, place: Place): unknown;
}

/** @param resolve for references within names and exports */
export function createReferences(
  templates: Templates,
  resolve: (value: unknown, place: Place) => unknown,
): References {
  function resource(logicalId: string, { stack, path }: Place): { type: string; physicalName: string } {
    const found = templates[stack]?.Resources[logicalId];
    if (!found)
      throw new TemplateNotUnderstood({ stack, path }, `there is no resource ${logicalId} in this stack`);
    const name = givenName(found);
    const place = { stack, path: `Resources.${logicalId}` };
    const physicalName =
      name === undefined ? madeUpName(templates, stack, logicalId) : text(resolve(name, place), place);
    return { type: found.Type, physicalName };
  }

  return {
    ref(name, place) {
      const pseudo = pseudoParameters(place)[name];
      if (pseudo !== undefined) return pseudo;
      const { type, physicalName } = resource(name, place);
      return REF_IS_ARN.includes(type) ? arnOf(type, physicalName) : physicalName;
    },

    getAtt(logicalId, attribute, place) {
      const { type, physicalName } = resource(logicalId, place);
      if (attribute === 'Arn') return arnOf(type, physicalName);
      if (attribute === 'StreamArn') return `${arnOf(type, physicalName)}/stream/local`;
      if (attribute === 'RootResourceId') return rootResourceId(physicalName);
      throw new TemplateNotUnderstood(
        place,
        `${attribute} of ${logicalId} (${type}) is not an attribute that is known here`,
      );
    },

    importValue(name, place) {
      for (const [stack, { Outputs = {} }] of Object.entries(templates)) {
        for (const [id, { Value, Export }] of Object.entries(Outputs)) {
          const output = { stack, path: `Outputs.${id}` };
          if (Export && resolve(Export.Name, output) === name) return resolve(Value, output);
        }
      }
      throw new TemplateNotUnderstood(place, `Fn::ImportValue: no stack exports ${name}`);
    },
  };
}

/** The resource of an API's own root. */
export const rootResourceId = (apiName: string) => `${apiName}/root`;

const pseudoParameters = ({ stack }: Place): Record<string, string> => ({
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': PARTITION,
  'AWS::Region': REGION,
  'AWS::StackName': stack,
  'AWS::URLSuffix': 'amazonaws.com',
});
