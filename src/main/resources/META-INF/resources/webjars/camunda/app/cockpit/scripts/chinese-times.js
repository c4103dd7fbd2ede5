// Cockpit sets the format of its points in time in its code ("2026-03-02T09:00:00"), after reading its settings.
define(['angular'], function (angular) {
  const language = ((navigator.languages && navigator.languages[0]) || navigator.language || '').toLowerCase();
  const module = angular.module('supervision.chineseTimes', []);
  if (language.split('-')[0] === 'en') {
    return module;
  }

  module.config(['$provide', function ($provide) {
    $provide.decorator('camDateFormat', ['$delegate', function (format) {
      return name => !name || name === 'normal' ? 'YYYY年M月D日 HH:mm:ss' : format(name);
    }]);
  }]);

  return module;
});
