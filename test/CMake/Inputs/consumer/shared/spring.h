#pragma once

struct Spring {
  double length, rest;
};
