import { z } from 'zod';
import { type Place, TemplateNotUnderstood } from './cloudformation.ts';
import type { FunctionNamed } from './functions.ts';
import { rootResourceId } from './references.ts';
import type { FindResources } from './resources.ts';

export interface Route {
  /** `GET` …, or `ANY`. */
  method: string;
  /** `/api/emails/{email_id}`, `/{proxy+}` */
  path: string;
  functionName: string;
}

const resourceProperties = z.object({ ParentId: z.string(), PathPart: z.string() });

const methodProperties = z.object({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  Integration: z.object({ Type: z.string(), Uri: z.string().optional() }),
});

/** The routes of the REST APIs that lead to functions. What API Gateway answers by itself (`MOCK`) is left out. */
export function readRoutes(find: FindResources, nameFunction: FunctionNamed): Route[] {
  const pathOf = readPaths(find);
  return find('AWS::ApiGateway::Method', methodProperties)
    .filter(({ properties }) => properties.Integration.Type !== 'MOCK')
    .map(({ place, properties: { HttpMethod, ResourceId, Integration } }) => ({
      method: HttpMethod,
      path: pathOf(ResourceId, place) || '/',
      functionName: nameFunction(Integration.Uri ?? `the ${Integration.Type} integration`, place),
    }));
}

/** Resource → its path: each knows its parent, the first of them that of an API's root. */
function readPaths(find: FindResources): (resourceId: string, place: Place) => string {
  const roots = find('AWS::ApiGateway::RestApi', z.unknown()).map(({ name }) => rootResourceId(name));
  const resources = find('AWS::ApiGateway::Resource', resourceProperties);

  return function pathOf(resourceId, place): string {
    if (roots.includes(resourceId)) return '';
    const resource = resources.find(({ name }) => name === resourceId);
    if (!resource) throw new TemplateNotUnderstood(place, `there is no API resource ${resourceId}`);
    const { ParentId, PathPart } = resource.properties;
    return `${pathOf(ParentId, resource.place)}/${PathPart}`;
  };
}
