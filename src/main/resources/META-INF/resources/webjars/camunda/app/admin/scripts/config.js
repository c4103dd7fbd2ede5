/*
 * Copyright Camunda Services GmbH and/or licensed to Camunda Services GmbH
 * under one or more contributor license agreements. See the NOTICE file
 * distributed with this work for additional information regarding copyright
 * ownership. Camunda licenses this file to you under the Apache License,
 * Version 2.0; you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

// The stock file of version 7.24.0 with our settings; its commented-out examples are left out.
export default {
  app: {
    name: '系统管理',
    vendor: '政务诚信监督'
  },
  // The loader asks for the part of the browser's language before the hyphen: "zh", never "zh-CN".
  locales: {
    availableLocales: ['zh', 'en'],
    fallbackLocale: 'zh'
  },
  customScripts: ['scripts/sign-in', '../welcome/scripts/screen-words'],
  requireJsConfig: {
    ngDeps: ['supervision.chineseDates', 'supervision.wordsFirst'],
    deps: ['chinese-dates', 'words-first'],
    paths: {
      'chinese-dates': 'scripts/chinese-dates',
      'words-first': '../welcome/scripts/words-first'
    }
  },
  // The first-visit greeting advertises the vendor's English welcome page.
  disableWelcomeMessage: true
};
