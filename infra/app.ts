import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { loadStage, readSettings, selectStages } from './config.ts';
import { acknowledgeFindings } from './nag.ts';
import { addStage, createApp } from './stage.ts';

const app = createApp();
const context = (name: string): unknown => app.node.tryGetContext(name);
const settings = readSettings(context);

for (const name of selectStages(context('stage'))) {
  const stage = loadStage(name, settings);
  acknowledgeFindings(stage, addStage(app, stage));
}
// Whatever it finds beside breaks the synthesis.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
